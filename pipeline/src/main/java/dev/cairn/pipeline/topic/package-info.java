/** Topics as a whole: creating what is missing, reading one from its beginning. */
package dev.cairn.pipeline.topic;

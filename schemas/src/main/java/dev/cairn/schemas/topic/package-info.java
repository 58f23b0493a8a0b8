/** The topic table. */
package dev.cairn.schemas.topic;

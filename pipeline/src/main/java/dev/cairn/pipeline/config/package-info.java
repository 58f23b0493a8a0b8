/** Settings that every worker shares. */
package dev.cairn.pipeline.config;

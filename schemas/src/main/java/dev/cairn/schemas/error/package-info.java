/** Stable error codes. */
package dev.cairn.schemas.error;

/** HTML pages that need nothing else: no other file, no network. */
package dev.cairn.standalone.html;

/** What {@code cairn doctor} looks at. */
package dev.cairn.standalone.doctor;

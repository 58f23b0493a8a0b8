/** The subcommands of {@code cairn}, one class each. */
package dev.cairn.standalone.command;

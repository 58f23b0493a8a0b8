/** What the commands share to reach a running Cairn: its address, its topics, its batches. */
package dev.cairn.standalone.client;

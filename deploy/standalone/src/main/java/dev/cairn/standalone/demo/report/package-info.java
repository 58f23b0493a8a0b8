/**
 * The report of a demo run: one HTML page that shows each query beside what it was compared with.
 */
package dev.cairn.standalone.demo.report;

/** Curves as SVG, in panels of a page. */
package dev.cairn.standalone.html.chart;

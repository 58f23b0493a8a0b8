/** Draws the demo's photographs: invented landmarks, and everyday things that are none. */
package dev.cairn.standalone.demo.render;

/**
 * A small software renderer: solids made of flat faces, a camera, daylight and weather, drawn into
 * a depth-buffered canvas. Pure Java, no fonts, no display; the same input gives the same pixels.
 */
package dev.cairn.standalone.demo.render.scene;

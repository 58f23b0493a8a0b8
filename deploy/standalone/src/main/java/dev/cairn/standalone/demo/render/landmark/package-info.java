/** The invented landmarks of the demo: one class for each, a shape and materials of its own. */
package dev.cairn.standalone.demo.render.landmark;

/** Things that are no landmarks: what else people photograph. */
package dev.cairn.standalone.demo.render.everyday;

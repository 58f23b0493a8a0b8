/** Sub-centre ArcFace with a margin for each class. */
package dev.cairn.train.loss;

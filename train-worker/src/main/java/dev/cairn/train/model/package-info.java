/** Models as bundles: how one is written, taken in from elsewhere, looked at and checked again. */
package dev.cairn.train.model;

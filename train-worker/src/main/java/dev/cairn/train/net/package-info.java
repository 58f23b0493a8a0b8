/**
 * Networks as functions over an operations interface. Parameter names are the state-dict keys of
 * the original checkpoints.
 */
package dev.cairn.train.net;

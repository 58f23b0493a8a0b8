/**
 * The machines that train a stage, and how processes are started on those that are not this one.
 */
package dev.cairn.train.host;

/** The processes that train one model together, each on a device of its own. */
package dev.cairn.train.ranks;

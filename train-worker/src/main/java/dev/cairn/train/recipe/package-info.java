/** Chains of stages as YAML files: those that ship with Cairn and those that people write. */
package dev.cairn.train.recipe;

/**
 * Stage commands as a state machine over training events: rules check a command, a decider says
 * what follows, and replaying the events gives the state, live and after a restart alike.
 */
package dev.cairn.train.stage;

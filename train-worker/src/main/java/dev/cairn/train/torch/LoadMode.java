package dev.cairn.train.torch;

/** How much of a saved model is taken over. */
public enum LoadMode {
  /** Weights and optimiser: training goes on as if it had never stopped. */
  RESUME,
  /** Weights and head; the optimiser starts anew. */
  STRICT,
  /** Weights without the head, which stays as it is: the classes have changed. */
  WITHOUT_HEAD,
  /** The backbone alone; the layer behind it and the head stay as they are. */
  BACKBONE
}

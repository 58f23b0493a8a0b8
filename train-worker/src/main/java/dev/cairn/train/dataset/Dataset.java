package dev.cairn.train.dataset;

import java.io.IOException;

/** A dataset that a stage can train on: its rows, and the photographs behind them. */
public sealed interface Dataset permits BatchDataset, Gldv2Dataset, FolderDataset {

  DatasetRows rows();

  /** The photographs of {@link #rows}; a stage is planned without them. */
  PhotoSource openPhotos() throws IOException;

  /** Lower-case hex SHA-256 that changes with the dataset. */
  String digest();
}

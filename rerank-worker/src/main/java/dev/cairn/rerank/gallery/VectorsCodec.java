package dev.cairn.rerank.gallery;

import dev.cairn.rerank.screen.Codes;
import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Lucene's default codec, but vectors may have more than 1024 components and lie flat, or in a
 * quantised graph for {@link SearchMode#APPROXIMATE}. This changes only how segments are written:
 * any Lucene reads them.
 */
final class VectorsCodec extends Lucene104Codec {
  /** 32 models of 512. */
  static final int MAX_DIMENSION = 16_384;

  private static final int NEIGHBOURS_IN_GRAPH = 16;
  private static final int BEAM_WIDTH = 100;

  /** A graph only for segments of more rows than there can be. */
  private static final KnnVectorsFormat FLAT =
      new WideFormat(
          new Lucene99HnswVectorsFormat(
              NEIGHBOURS_IN_GRAPH, BEAM_WIDTH, 1, null, Integer.MAX_VALUE));

  private static final KnnVectorsFormat GRAPH =
      new WideFormat(
          new Lucene104HnswScalarQuantizedVectorsFormat(
              ScalarEncoding.UNSIGNED_BYTE, NEIGHBOURS_IN_GRAPH, BEAM_WIDTH));

  private final KnnVectorsFormat format;

  VectorsCodec(SearchMode mode) {
    format = mode == SearchMode.APPROXIMATE ? GRAPH : FLAT;
  }

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return format;
  }

  /** Keeps the name of what it wraps, which is what a segment remembers. */
  private static final class WideFormat extends KnnVectorsFormat {
    private final KnnVectorsFormat format;

    private WideFormat(KnnVectorsFormat format) {
      super(format.getName());
      this.format = format;
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
      return format.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
      return format.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
      return MAX_DIMENSION + Codes.TRAILER;
    }
  }
}

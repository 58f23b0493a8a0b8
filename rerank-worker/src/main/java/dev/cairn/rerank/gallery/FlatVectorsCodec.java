package dev.cairn.rerank.gallery;

import dev.cairn.rerank.screen.Codes;
import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's default codec, but vectors lie flat, without a graph, and may have more than 1024
 * components. Both change only how segments are written: any Lucene reads them.
 */
final class FlatVectorsCodec extends Lucene104Codec {
  /** 32 models of 512. */
  static final int MAX_DIMENSION = 16_384;

  private static final KnnVectorsFormat FORMAT =
      new WideFormat(new Lucene99HnswVectorsFormat(16, 100, 1, null, Integer.MAX_VALUE));

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return FORMAT;
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

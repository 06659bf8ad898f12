package io.llmcache.benchmarks.micro;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.llmcache.embedding.OnnxEmbedderFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The model that the embedder runs, and nothing around it: no tokens, no pooling, no cache. */
final class BareModel implements AutoCloseable {

  /** As in the vocabulary of BERT: start, end, and any word. */
  private static final long START = 101;

  private static final long END = 102;
  private static final long FIRST_WORD = 2_000;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final long[] ids;
  private final long[] mask;
  private final long[] types;

  BareModel(String name, int tokens) throws IOException, OrtException {
    try (InputStream model = OnnxEmbedderFactory.class.getResourceAsStream(name + ".onnx");
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session =
          environment.createSession(Objects.requireNonNull(model, name).readAllBytes(), options);
    }
    ids = new long[tokens];
    for (int i = 0; i < tokens; i++) {
      ids[i] = FIRST_WORD + 17L * i;
    }
    ids[0] = START;
    ids[tokens - 1] = END;
    mask = new long[tokens];
    Arrays.fill(mask, 1);
    types = new long[tokens];
  }

  float run() throws OrtException {
    long[] shape = {1, ids.length};
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      inputs.put("input_ids", tensor(ids, shape));
      inputs.put("attention_mask", tensor(mask, shape));
      if (session.getInputNames().contains("token_type_ids")) {
        inputs.put("token_type_ids", tensor(types, shape));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(long[] numbers, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(numbers), shape);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}

package io.llmcache.embedding;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Writes an ONNX file of a model that weighs the second text of a pair: with s the sum of its token
 * numbers, the end included, output i is s times weight i plus bias i. Needs no Python: the file is
 * a protobuf message of a few fields, written here byte by byte.
 */
final class TinyModel {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int INT_ATTRIBUTE = 2;

  private TinyModel() {}

  /** A model that knows which text a token is in. */
  static byte[] withTypes(float[] weights, float[] biases) {
    return model(List.of("input_ids", "attention_mask", "token_type_ids"), weights, biases);
  }

  /** A model that does not: it weighs both texts. */
  static byte[] withoutTypes(float[] weights, float[] biases) {
    return model(List.of("input_ids", "attention_mask"), weights, biases);
  }

  private static byte[] model(List<String> inputs, float[] weights, float[] biases) {
    Message graph = new Message();
    String factor = inputs.get(inputs.size() - 1);
    graph.message(1, node("Mul", List.of("input_ids", factor), "weighed"));
    graph.message(1, node("Cast", List.of("weighed"), "floats").message(5, toFloat()));
    graph.message(1, node("ReduceSum", List.of("floats", "axes"), "sum"));
    graph.message(1, node("MatMul", List.of("sum", "weights"), "product"));
    graph.message(1, node("Add", List.of("product", "biases"), "logits"));
    graph.text(2, "tiny");
    graph.message(5, new Message().number(1, 1).number(2, INT64).number(7, 1).text(8, "axes"));
    graph.message(5, floats("weights", weights, 1, weights.length));
    graph.message(5, floats("biases", biases, biases.length));
    inputs.forEach(input -> graph.message(11, value(input, INT64)));
    graph.message(12, value("logits", FLOAT));
    Message version = new Message().text(1, "").number(2, 13);
    return new Message().number(1, 8).message(7, graph).message(8, version).bytes();
  }

  private static Message node(String operation, List<String> inputs, String output) {
    Message node = new Message();
    inputs.forEach(input -> node.text(1, input));
    return node.text(2, output).text(4, operation);
  }

  private static Message toFloat() {
    return new Message().text(1, "to").number(3, FLOAT).number(20, INT_ATTRIBUTE);
  }

  private static Message floats(String name, float[] numbers, int... shape) {
    Message tensor = new Message();
    for (int size : shape) {
      tensor.number(1, size);
    }
    tensor.number(2, FLOAT);
    for (float number : numbers) {
      tensor.fixed(4, Float.floatToIntBits(number));
    }
    return tensor.text(8, name);
  }

  private static Message value(String name, int type) {
    Message shape = new Message();
    shape.message(1, new Message().text(2, "rows"));
    shape.message(1, new Message().text(2, name + "_columns"));
    Message tensor = new Message().number(1, type).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** A protobuf message as it grows. */
  private static final class Message {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long number) {
      varint(field << 3);
      varint(number);
      return this;
    }

    Message fixed(int field, int bits) {
      varint(field << 3 | 5);
      for (int shift = 0; shift < 32; shift += 8) {
        out.write(bits >>> shift);
      }
      return this;
    }

    Message text(int field, String text) {
      return bytes(field, text.getBytes(UTF_8));
    }

    Message message(int field, Message inner) {
      return bytes(field, inner.bytes());
    }

    private Message bytes(int field, byte[] bytes) {
      varint(field << 3 | 2);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    private void varint(long number) {
      long left = number;
      while (left > 127) {
        out.write((int) (left & 127 | 128));
        left >>>= 7;
      }
      out.write((int) left);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}

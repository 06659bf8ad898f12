package io.llmcache.interceptor.method;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.config.BinaryDataStrategy;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Results as Jakarta JSON Binding writes and reads them. Each is read back and compared before it
 * is kept. Thread-safe; to be held as long as its method, since it knows the classes of the
 * results.
 */
public final class JsonbCodec implements ResultCodec {

  private final Type declared;
  private final Type read;
  private final Jsonb jsonb;

  /**
   * @param declared the type of the method's results, or of their items
   * @throws JsonbException if the platform has no JSON Binding
   */
  public JsonbCodec(Type declared) {
    this.declared = declared;
    this.read = JsonTypes.keepingOrder(declared);
    this.jsonb =
        JsonbBuilder.create(
            new JsonbConfig()
                .withNullValues(true)
                .withBinaryDataStrategy(BinaryDataStrategy.BASE_64));
  }

  @Override
  public byte[] toJson(@Nullable Object result) throws NotRestorableException {
    byte[] json = written(result);
    String difference = Sameness.difference(result, fromJson(json));
    if (difference != null) {
      throw new NotRestorableException(difference + " is lost or changed", null);
    }
    return json;
  }

  private byte[] written(@Nullable Object result) throws NotRestorableException {
    if (result == null) {
      return "null".getBytes(UTF_8);
    }
    try {
      return jsonb.toJson(result, declared).getBytes(UTF_8);
    } catch (RuntimeException e) {
      throw new NotRestorableException("JSON Binding cannot write it", e);
    }
  }

  @Override
  public @Nullable Object fromJson(byte[] json) throws NotRestorableException {
    try {
      return jsonb.fromJson(new String(json, UTF_8), read);
    } catch (RuntimeException e) {
      throw new NotRestorableException("JSON Binding cannot read it", e);
    }
  }
}

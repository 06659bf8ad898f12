package io.llmcache.interceptor.cdi;

import io.llmcache.interceptor.method.NotRestorableException;
import io.llmcache.interceptor.method.ResultCodec;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codec of a result that is not always stored. */
final class UnlessCodec implements ResultCodec {

  private final ResultCodec codec;
  private final Unless unless;
  private final Map<String, @Nullable Object> arguments;
  private final Notices notices;

  UnlessCodec(
      ResultCodec codec, Unless unless, Map<String, @Nullable Object> arguments, Notices notices) {
    this.codec = codec;
    this.unless = unless;
    this.arguments = arguments;
    this.notices = notices;
  }

  @Override
  public boolean keeps(@Nullable Object result) {
    Map<String, @Nullable Object> names = new HashMap<>(arguments);
    names.put(Unless.RESULT, result);
    try {
      return !unless.holds(names);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      notices.say("unless", "its unless = \"%s\" failed".formatted(unless.text()), e);
      return false;
    }
  }

  @Override
  public byte[] toJson(@Nullable Object result) throws NotRestorableException {
    return codec.toJson(result);
  }

  @Override
  public @Nullable Object fromJson(byte[] json) throws NotRestorableException {
    return codec.fromJson(json);
  }
}

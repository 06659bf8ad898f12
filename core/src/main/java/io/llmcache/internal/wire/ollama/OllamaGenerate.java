package io.llmcache.internal.wire.ollama;

import io.llmcache.internal.wire.Asked;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Ollama's generate: one prompt, one answer. */
public final class OllamaGenerate extends OllamaText {

  @Override
  public String id() {
    return "ollama.generate";
  }

  @Override
  public boolean recognises(String method, URI target) {
    return OllamaPath.is(method, target, OllamaPath.GENERATE);
  }

  @Override
  OllamaClass classOf(OllamaRequest request) {
    return OllamaClass.ofGenerate(request);
  }

  /** A prompt that no template puts into a turn, or one of the caller's own, is no question. */
  @Override
  @Nullable Asked question(OllamaRequest request) {
    return Boolean.TRUE.equals(request.body().get("raw")) || request.hasText("template")
        ? null
        : new Asked(request.body(), "prompt");
  }
}

package io.llmcache.internal.wire.ollama;

import java.net.URI;

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
}

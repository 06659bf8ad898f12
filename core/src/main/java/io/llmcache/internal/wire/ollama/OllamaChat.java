package io.llmcache.internal.wire.ollama;

import io.llmcache.internal.wire.Asked;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Ollama's chat. */
public final class OllamaChat extends OllamaText {

  @Override
  public String id() {
    return "ollama.chat";
  }

  @Override
  public boolean recognises(String method, URI target) {
    return OllamaPath.is(method, target, OllamaPath.CHAT);
  }

  @Override
  OllamaClass classOf(OllamaRequest request) {
    return OllamaClass.ofChat(request);
  }

  @Override
  @Nullable Asked question(OllamaRequest request) {
    return Asked.last(request.messages(), "content");
  }
}

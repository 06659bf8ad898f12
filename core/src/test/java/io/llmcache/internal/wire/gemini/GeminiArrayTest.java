package io.llmcache.internal.wire.gemini;

import java.net.URI;

/** The contract, with streams that are one JSON array. */
class GeminiArrayTest extends GeminiGenerateTest {

  @Override
  protected URI streamTarget() {
    return URI.create(super.streamTarget().toString().replace("?alt=sse", ""));
  }

  @Override
  protected String ending() {
    return ".array.json";
  }

  @Override
  protected String mark() {
    return "]";
  }
}

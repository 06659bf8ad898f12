package io.llmcache.internal.wire;

/** A way to split streams into events: one of {@link Framing}, or one that a single format has. */
public interface Splitting {

  /** Splits one stream, which comes in pieces. */
  Splitter splitter(Splitter.Sink sink);
}

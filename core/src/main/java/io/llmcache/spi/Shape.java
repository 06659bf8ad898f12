package io.llmcache.spi;

/** How an answer comes: in one piece, or as a stream of events. */
public enum Shape {
  UNARY,
  STREAM
}

package io.llmcache.exchange;

/**
 * A reply to give to the caller. The headers are complete: Cache-Status, Age and Cache-Control are
 * among them, hop-by-hop fields are not. Whoever receives a reply closes its body.
 */
public record Reply(int status, Headers headers, ReplyBody body) {}

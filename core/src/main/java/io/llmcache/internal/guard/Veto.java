package io.llmcache.internal.guard;

/** A guard's objection: an answer to one of two questions must not be served for the other. */
public record Veto(String guard, String detail) {

  /** For logs, headers and reports: "veto: numbers: 7 against 8". */
  public String reason() {
    return "veto: " + guard + ": " + detail;
  }
}

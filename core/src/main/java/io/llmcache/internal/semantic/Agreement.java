package io.llmcache.internal.semantic;

/** Whether two answers say the same: an estimate, for reports only. */
public enum Agreement {
  AGREE,
  DISAGREE,
  UNCLEAR
}

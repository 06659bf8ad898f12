package io.llmcache.filter.admin;

import io.llmcache.management.Administration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures in the order in which one reads them. */
final class Status {

  private Status() {}

  static Map<String, Object> of(Administration its) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("description", its.getDescription());
    status.put("mode", its.getMode());
    status.put("warnings", its.getWarnings());
    status.put("tiers", its.getTiers());
    status.put("since", its.getSince().toInstant().toString());
    status.put("hitRatio", its.getHitRatio());
    status.put("hits", its.getHits());
    status.put("wouldBeHits", its.getWouldBeHits());
    status.put("misses", its.getMisses());
    status.put("bypasses", its.getBypasses());
    status.put("stored", its.getStored());
    status.put("notStored", its.getNotStored());
    status.put("stale", its.getStale());
    status.put("collapsed", its.getCollapsed());
    status.put("vetoes", its.getVetoes());
    status.put("notMatched", its.getNotMatched());
    status.put("faults", its.getFaults());
    status.put("promptTokensSaved", its.getPromptTokensSaved());
    status.put("completionTokensSaved", its.getCompletionTokensSaved());
    status.put("moneySaved", its.getMoneySaved());
    status.put("millisSaved", its.getMillisSaved());
    status.put("semanticReport", its.getSemanticReport());
    status.put("settings", its.getSettings());
    status.put("changes", its.getChanges());
    return status;
  }
}

package io.llmcache.internal.policy;

import io.llmcache.exchange.CacheControl;
import io.llmcache.exchange.WayIn;
import io.llmcache.internal.policy.Admission.Way;
import io.llmcache.settings.Configuration;
import io.llmcache.settings.Settings;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;

/** Decides whether a request takes part at all. */
public final class AdmissionPolicy {

  private final Configuration configuration;

  public AdmissionPolicy(Configuration configuration) {
    this.configuration = configuration;
  }

  public Admission assess(WayIn wayIn, RequestFacts facts, CacheControl asked) {
    if (facts.requestClass() == RequestClass.PASS) {
      return Admission.bypass(facts.classReason());
    }
    if (asked.noStore()) {
      return Admission.bypass("request-no-store");
    }
    Settings settings = configuration.settings();
    // a method is no model: a list of models says nothing about it
    if (wayIn != WayIn.METHOD && !settings.cacheModels().match(facts.model())) {
      return Admission.bypass("model-not-cached");
    }
    if (facts.shape() == Shape.STREAM && !settings.cacheStreaming()) {
      return Admission.bypass("streaming-not-cached");
    }
    return new Admission(asked.noCache() ? Way.REFRESH : Way.LOOK_UP, "");
  }
}

package io.llmcache.samples.assistant;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Puts the resources of this package under {@code /api}. */
@ApplicationPath("/api")
public class AssistantApplication extends Application {}

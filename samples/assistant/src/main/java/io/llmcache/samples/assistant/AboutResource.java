package io.llmcache.samples.assistant;

import io.llmcache.samples.assistant.Prices.Price;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;

/** What the page says about itself: whom it asks, at which price, and what was saved so far. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AboutResource {

  @Inject AssistantConfig config;
  @Inject Prices prices;
  @Inject Totals totals;

  /** The provider, the model and its price. */
  @GET
  @Path("about")
  public JsonObject about() {
    Price price = prices.of(config.model());
    return Json.createObjectBuilder()
        .add("provider", config.shownProvider())
        .add("simulated", config.simulated())
        .add("model", config.model())
        .add("inputPrice", price.input())
        .add("outputPrice", price.output())
        .add("priceSource", price.source().name().toLowerCase(Locale.ROOT))
        .build();
  }

  /** The running total since the application started. */
  @GET
  @Path("totals")
  public JsonObject totals() {
    return totals.toJson();
  }
}

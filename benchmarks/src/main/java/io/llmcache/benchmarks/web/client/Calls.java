package io.llmcache.benchmarks.web.client;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Measures calls: gives the median time of so many, in microseconds. One of these types has the
 * answers of the cache, the other those of a filter.
 */
abstract class Calls implements IntToDoubleFunction, AutoCloseable {

  private static final int QUESTIONS = 64;

  private final Client client;
  private final String target;
  private final String[] questions = new String[QUESTIONS];

  Calls(ClientBuilder builder, String target) {
    this.client = builder.build();
    this.target = target;
    for (int i = 0; i < QUESTIONS; i++) {
      questions[i] =
          "{\"model\":\"simulated-small\",\"messages\":[{\"role\":\"user\",\"content\":\"Question "
              + i
              + ": how long should a lease be?\"}]}";
    }
    Arrays.stream(questions).forEach(this::call);
  }

  @Override
  public final double applyAsDouble(int count) {
    double[] micros = new double[count];
    for (int i = 0; i < count; i++) {
      long begin = System.nanoTime();
      call(questions[i % QUESTIONS]);
      micros[i] = (System.nanoTime() - begin) / 1e3;
    }
    Arrays.sort(micros);
    return micros[count / 2];
  }

  @Override
  public void close() {
    client.close();
  }

  private void call(String question) {
    try (Response response =
        client
            .target(target)
            .request()
            .header("Authorization", "Bearer sk-bench")
            .post(Entity.json(question))) {
      String answer = response.readEntity(String.class);
      if (response.getStatus() != 200 || answer.length() != Abort.LENGTH) {
        throw new IllegalStateException(response.getStatus() + " " + answer);
      }
    }
  }
}

package io.llmcache.benchmarks.web.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;

/** The same with one GET, of a value as large as the answer, before it. */
@WebServlet("/redis")
public final class RedisServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final byte[] KEY = "floor".getBytes(UTF_8);

  private static final int CONNECTIONS = 16;

  private transient @Nullable RedisClient redis;

  @Override
  public void init() {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxIdle(CONNECTIONS);
    RedisClient client =
        RedisClient.builder()
            .fromURI(getServletContext().getInitParameter("redis"))
            .poolConfig(pool)
            .build();
    client.set(KEY, KnownAnswers.WHOLE);
    redis = client;
  }

  @Override
  public void destroy() {
    client().close();
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    KnownAnswers.hashed(request);
    KnownAnswers.write(response, "application/json", client().get(KEY));
  }

  private RedisClient client() {
    return Objects.requireNonNull(redis, "not initialised");
  }
}

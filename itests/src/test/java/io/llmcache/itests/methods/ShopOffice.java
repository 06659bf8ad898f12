package io.llmcache.itests.methods;

import io.llmcache.interceptor.LlmCacheEviction;
import io.llmcache.interceptor.LlmCacheInvalidate;
import io.llmcache.interceptor.LlmCached;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;

/** An EJB: each of its methods has a transaction. */
@Stateless
public class ShopOffice {

  private static final AtomicInteger RUNS = new AtomicInteger();

  @Inject private Event<LlmCacheEviction> evictions;
  @Inject private Shop shop;
  @Resource private SessionContext context;

  @LlmCached
  public int stock(String id) {
    return RUNS.incrementAndGet();
  }

  @LlmCacheInvalidate(tags = "product:{id}")
  public void change(String id) {}

  @LlmCacheInvalidate(tags = "product:{id}")
  public void changeAndRollBack(String id) {
    context.setRollbackOnly();
  }

  /** Evicts, and says what is found before the commit. */
  public int fire(String id) {
    evictions.fire(LlmCacheEviction.tag("product:" + id));
    return shop.product(id).run();
  }

  public void fireAndRollBack(String id) {
    evictions.fire(LlmCacheEviction.tag("product:" + id));
    context.setRollbackOnly();
  }
}

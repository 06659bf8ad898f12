package io.llmcache.infinispan;

import io.llmcache.settings.SettingKey;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.StoreFactory;
import io.llmcache.spi.Tier;
import java.util.function.Consumer;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the near tier where Infinispan is: in the server's container that {@code
 * llmcache.infinispan-container} names, or else in a manager of the deployment's own, which joins a
 * cluster if {@code llmcache.cluster} names one. Loads no class of Infinispan itself, so that it
 * can say that there is none.
 */
public final class InfinispanStoreFactory implements StoreFactory {

  @Override
  public Tier tier() {
    return Tier.L1;
  }

  @Override
  public @Nullable ResponseStore create(Settings settings, Consumer<String> warn) {
    String name = settings.near().container();
    if (!name.startsWith("java:")) {
      throw new SettingsException(
          "%s = \"%s\": it is a name in this server's own JNDI, such as %s."
              .formatted(
                  SettingKey.INFINISPAN_CONTAINER.key(),
                  name,
                  SettingKey.INFINISPAN_CONTAINER.byDefault()));
    }
    Object container = lookup(name);
    if (container == null && !name.equals(SettingKey.INFINISPAN_CONTAINER.byDefault())) {
      warn.accept(
          "%s = \"%s\": there is nothing of this name now, so this deployment has a near tier of its own. If the server defines this container, let web.xml ask for it with a resource-env-ref."
              .formatted(SettingKey.INFINISPAN_CONTAINER.key(), name));
    }
    try {
      return NearCaches.open(container, settings, warn);
    } catch (NoClassDefFoundError e) {
      if (container != null) {
        warn.accept(
            "%s is there, but this deployment does not see Infinispan's classes (%s). Give it the module org.infinispan."
                .formatted(name, e.getMessage()));
      }
      return null;
    } catch (SettingsException e) {
      throw e;
    } catch (LinkageError | RuntimeException e) {
      warn.accept("Infinispan is here, but cannot be used as near tier: %s.".formatted(e));
      return null;
    }
  }

  /** What the name stands for, or null; a platform without names has none. */
  @SuppressWarnings("BanJNDI") // only names in java:, which lead to no other machine
  static @Nullable Object lookup(String name) {
    try {
      return new InitialContext().lookup(name);
    } catch (NamingException | RuntimeException e) {
      return null;
    }
  }
}

// Runs numbered pieces of work on a few threads and hands each result to the caller's thread, in
// order.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

namespace queuehound {

// Where the system has no thread left for us (a process limit under attack, memory) we do with
// those we got.
template <class Worker>
bool start(std::vector<std::jthread>& pool, Worker& worker) {
  try {
    pool.emplace_back(worker);
  } catch (const std::system_error&) {
    return false;
  }
  return true;
}

// `work(i)` is called for every i in [0, count), on `threads` threads; `take(i, result)` on this
// one, with i rising. At most `threads` + 2 results wait to be taken, so memory stays bounded.
template <class Output, class Work, class Take>
void run_in_order(std::size_t count, unsigned threads, Work&& work, Take&& take) {
  auto take_turns = [&] {
    for (std::size_t i = 0; i < count; ++i) take(i, work(i));
  };
  if (threads <= 1 || count <= 1) return take_turns();
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::size_t, Output> done;
  std::size_t next = 0, taken = 0;
  auto worker = [&] {
    for (;;) {
      std::size_t mine;
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return next >= count || next < taken + threads + 2; });
        if (next >= count) return;
        mine = next++;
      }
      Output result = work(mine);
      std::scoped_lock lock(mutex);
      done.emplace(mine, std::move(result));
      changed.notify_all();
    }
  };
  std::vector<std::jthread> pool;
  pool.reserve(threads);
  for (unsigned i = 0; i < threads && start(pool, worker); ++i) {
  }
  if (pool.empty()) return take_turns();
  while (taken < count) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return done.contains(taken); });
    auto node = done.extract(taken);
    lock.unlock();
    take(node.key(), std::move(node.mapped()));
    lock.lock();
    ++taken;
    changed.notify_all();
  }
}

}  // namespace queuehound

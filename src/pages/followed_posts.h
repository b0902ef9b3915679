// Of somebody's posts to a page, how many letters follow.
#pragma once

#include <cstdint>

namespace queuehound {

// Three times of four no letter follows: an editor's open page.
constexpr bool posts_in_vain(std::uint64_t posts, std::uint64_t followed) {
  constexpr std::uint64_t kPosts = 10;
  return posts >= kPosts && followed * 4 <= posts;
}

// Three times of four one does: who mails by it.
constexpr bool mails_with_each_post(std::uint64_t posts, std::uint64_t followed) {
  return followed * 4 >= posts * 3;
}

}  // namespace queuehound

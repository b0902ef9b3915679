#include "survey/detect_form.h"

#include <unistd.h>

namespace queuehound {

LogForm detect_form(const Fd& file) {
  char first[16];
  const ssize_t got = pread(file.get(), first, sizeof first, 0);
  return got <= 0 ? LogForm::text : form_of({first, static_cast<std::size_t>(got)});
}

}  // namespace queuehound

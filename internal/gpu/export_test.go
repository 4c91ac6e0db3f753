package gpu

import "os"

// Libraries are those of Vulkan that this process has loaded.
func Libraries() []string { return loaded(os.DirFS("/")) }

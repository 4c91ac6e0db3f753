package envs

import (
	"fmt"
	"sync"

	"github.com/rewardsmith/rewardsmith/envs/draw"
	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/metric"
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// Library returns the packages that environments import, ready for the compiler
// of kernel Go.
var Library = sync.OnceValues(func() (*kernel.Library, error) {
	geometry, err := geom.Text()
	if err != nil {
		return nil, err
	}
	return kernel.NewLibrary(
		textPackage(modulePath+"geom", geometry...),
		textPackage(modulePath+"rng", rng.Text()),
		textPackage(modulePath+"metric", metric.Text()),
		textPackage(modulePath+"draw", draw.Text()),
	)
})

// textPackage names the files of a package for positions.
func textPackage(path string, texts ...string) kernel.Package {
	p := kernel.Package{Path: path}
	for i, text := range texts {
		p.Files = append(p.Files, kernel.File{Name: fmt.Sprintf("%s/%d.go", path, i), Text: text})
	}
	return p
}

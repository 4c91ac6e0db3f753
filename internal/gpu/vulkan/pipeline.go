package vulkan

import (
	"fmt"
	"runtime"
	"unsafe"

	"github.com/gogpu/wgpu/hal/vulkan/vk"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

// shader is a module.
type shader struct {
	device *device
	handle vk.ShaderModule
}

// Shader makes a module of SPIR-V.
func (d *device) Shader(code []uint32) (driver.Shader, error) {
	if len(code) == 0 {
		return nil, fmt.Errorf("a shader module of no words")
	}
	s := &shader{device: d}
	create := &vk.ShaderModuleCreateInfo{SType: vk.StructureTypeShaderModuleCreateInfo, CodeSize: uintptr(4 * len(code)), PCode: &code[0]}
	if err := check("vkCreateShaderModule", d.vk.CreateShaderModule(d.handle, create, nil, &s.handle)); err != nil {
		return nil, err
	}
	return s, nil
}

// Release destroys the module.
func (s *shader) Release() { s.device.vk.DestroyShaderModule(s.device.handle, s.handle, nil) }

// pipeline is an entry point of a module.
type pipeline struct {
	device  *device
	set     vk.DescriptorSetLayout
	layout  vk.PipelineLayout
	handle  vk.Pipeline
	storage int    // buffers
	name    []byte // of the entry point; here to stay in its place while Vulkan reads it
}

// Pipeline compiles an entry point.
func (d *device) Pipeline(s driver.Shader, entry string, storage int) (driver.Pipeline, error) {
	p := &pipeline{device: d, storage: storage, name: append([]byte(entry), 0)}
	err := p.layouts()
	if err == nil {
		err = p.compile(s.(*shader))
	}
	if err != nil {
		p.Release()
		return nil, err
	}
	return p, nil
}

func (p *pipeline) layouts() error {
	d := p.device
	bindings := make([]vk.DescriptorSetLayoutBinding, 1+p.storage)
	for i := range bindings {
		bindings[i] = vk.DescriptorSetLayoutBinding{
			Binding: uint32(i), DescriptorType: descriptorType(i), DescriptorCount: 1, StageFlags: vk.ShaderStageFlags(vk.ShaderStageComputeBit),
		}
	}
	set := &vk.DescriptorSetLayoutCreateInfo{
		SType: vk.StructureTypeDescriptorSetLayoutCreateInfo, BindingCount: uint32(len(bindings)), PBindings: &bindings[0],
	}
	if err := check("vkCreateDescriptorSetLayout", d.vk.CreateDescriptorSetLayout(d.handle, set, nil, &p.set)); err != nil {
		return err
	}
	layout := &vk.PipelineLayoutCreateInfo{SType: vk.StructureTypePipelineLayoutCreateInfo, SetLayoutCount: 1, PSetLayouts: &p.set}
	return check("vkCreatePipelineLayout", d.vk.CreatePipelineLayout(d.handle, layout, nil, &p.layout))
}

// descriptorType is the type of a binding.
func descriptorType(binding int) vk.DescriptorType {
	if binding == 0 {
		return vk.DescriptorTypeUniformBuffer
	}
	return vk.DescriptorTypeStorageBuffer
}

func (p *pipeline) compile(s *shader) error {
	create := &vk.ComputePipelineCreateInfo{
		SType: vk.StructureTypeComputePipelineCreateInfo,
		Stage: vk.PipelineShaderStageCreateInfo{
			SType: vk.StructureTypePipelineShaderStageCreateInfo, Stage: vk.ShaderStageComputeBit,
			Module: s.handle, PName: uintptr(unsafe.Pointer(&p.name[0])),
		},
		Layout: p.layout,
	}
	r := p.device.vk.CreateComputePipelines(p.device.handle, 0, 1, create, nil, &p.handle)
	runtime.KeepAlive(p)
	if r == vk.Success && p.handle == 0 {
		return fmt.Errorf("vkCreateComputePipelines has made nothing, and no error")
	}
	return check("vkCreateComputePipelines", r)
}

// Release destroys the pipeline.
func (p *pipeline) Release() {
	d := p.device
	if p.handle != 0 {
		d.vk.DestroyPipeline(d.handle, p.handle, nil)
	}
	if p.layout != 0 {
		d.vk.DestroyPipelineLayout(d.handle, p.layout, nil)
	}
	if p.set != 0 {
		d.vk.DestroyDescriptorSetLayout(d.handle, p.set, nil)
	}
	p.handle, p.layout, p.set = 0, 0, 0
}

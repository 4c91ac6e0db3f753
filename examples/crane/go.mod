module example.com/crane

go 1.26.0

require github.com/rewardsmith/rewardsmith v0.0.0

replace github.com/rewardsmith/rewardsmith => ../..

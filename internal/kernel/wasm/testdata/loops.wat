(module
  (memory (export ".memory") 1 1)
  (global $fuel (mut i64) (i64.const 0))
  (global $fault (export ".fault") (mut i32) (i32.const 0))
  (global $row (export ".row") (mut i32) (i32.const 0))

  (func $sum.rows (export "Sum") (param $row i32) (param $end i32) (param $fuel i64)
    (local $at i32)
    (local $n i32)
    (local $i i32)
    (local $total i32)
    (local $7 i32)
    (local $8 i64)
    (local $9 i32)
    (local $10 i32)
    (local $11 i64)
    (local $12 i32)
    (local $13 i32)
    (local $14 i32)
    (global.set $fault (i32.const 0))
    (block $done
      (br_if $done (i32.ge_s (local.get $row) (local.get $end)))
      (loop $rows
        (global.set $row (local.get $row))
        (global.set $fuel (local.get $fuel))
        (local.set $at (i32.shl (local.get $row) (i32.const 3)))
        (local.set $n (i32.trunc_sat_f64_s (f64.load offset=256 (local.get $at))))
        (local.set $i (i32.const 0))
        (local.set $total (i32.const 0))
        (i64.store offset=384 (i32.const 0) (i64.const 0))
        (i64.store offset=392 (i32.const 0) (i64.const 0))
        (block $row
          (block $break1
            (loop $loop1
              (if (i64.eqz (global.get $fuel))
                (then
                  (global.set $fault (i32.const 1)) ;; :5:0: out of fuel: too many loop iterations
                  (unreachable)
                )
              )
              (global.set $fuel (i64.sub (global.get $fuel) (i64.const 1)))
              (block $continue1
                (br_if $break1 (i32.ge_s (local.get $i) (local.get $n)))
                (local.set $7 (i32.rem_s (local.get $i) (i32.const 3)))
                (br_if $continue1 (i32.eq (local.get $7) (i32.const 0)))
                (if (i64.ne (i64.extend32_s (local.tee $8 (i64.add (i64.extend_i32_s (local.get $total)) (i64.extend_i32_s (local.get $i))))) (local.get $8))
                  (then
                    (global.set $fault (i32.const 2)) ;; :21:0: integer overflow: an int leaves the range of 32 bits
                    (unreachable)
                  )
                )
                (local.set $9 (i32.wrap_i64 (local.get $8)))
                (local.set $total (local.get $9))
                (local.set $10 (local.get $7))
                (if (i32.ge_u (local.get $10) (i32.const 4))
                  (then
                    (global.set $fault (i32.const 3)) ;; :23:0: index out of range
                    (unreachable)
                  )
                )
                (if (i64.ne (i64.extend32_s (local.tee $11 (i64.add (i64.extend_i32_s (i32.load offset=384 (i32.mul (local.get $10) (i32.const 4)))) (i64.extend_i32_s (local.get $i))))) (local.get $11))
                  (then
                    (global.set $fault (i32.const 4)) ;; :25:0: integer overflow: an int leaves the range of 32 bits
                    (unreachable)
                  )
                )
                (local.set $12 (i32.wrap_i64 (local.get $11)))
                (i32.store offset=384 (i32.mul (local.get $10) (i32.const 4)) (local.get $12))
                (block $block2
                  (if (i32.gt_s (local.get $9) (i32.const 100))
                    (then
                      (f64.store (local.get $at) (f64.convert_i32_s (local.get $9)))
                      (f64.store offset=128 (local.get $at) (f64.convert_i32_s (local.get $i)))
                      (br $row)
                    )
                  )
                  (local.set $13 (i32.load offset=384 (i32.mul (local.get $10) (i32.const 4))))
                  (br_if $block2 (i32.gt_s (local.get $13) (local.get $9)))
                  (local.set $total (local.get $13))
                )
              )
              (local.set $14 (i32.add (local.get $i) (i32.const 1)))
              (if (i32.lt_s (local.get $14) (local.get $i))
                (then
                  (global.set $fault (i32.const 5)) ;; :43:0: integer overflow: an int leaves the range of 32 bits
                  (unreachable)
                )
              )
              (local.set $i (local.get $14))
              (br $loop1)
            )
          )
          (f64.store (local.get $at) (f64.convert_i32_s (local.get $total)))
          (f64.store offset=128 (local.get $at) (f64.convert_i32_s (i32.load offset=388 (i32.const 0))))
        )
        (br_if $rows (i32.lt_s (local.tee $row (i32.add (local.get $row) (i32.const 1))) (local.get $end)))
      )
    )
  )
)

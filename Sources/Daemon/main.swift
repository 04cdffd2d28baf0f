print("tollgate: the decisions and their simulator; no daemon yet")

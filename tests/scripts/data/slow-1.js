window.order.push("slow-1"); toolkit.take("order", 1);
